"""Words in capitals that need no explanation in a technical document."""

__all__ = ["HOUSEHOLD"]

HOUSEHOLD = frozenset({
    "ACL", "AI", "ALB", "AM", "ANSI", "ARM", "ARM64", "ASCII", "ASGI", "AWS", "B2B", "B2C", "BCP", "BFF", "BSD",
    "BSI", "CA", "CAD", "CEO", "CET", "CFO", "CIDR", "CIO", "CMS", "CNC", "CRM", "CSS", "CTO", "DAO", "DBA", "DDD",
    "DEV", "DIN", "DMZ", "DOM", "DR", "DRY", "DSL", "DTO", "DVD", "EC", "ECC", "ECMA", "EEA", "EN", "EOF", "EOL",
    "ERP", "EU", "EXIF", "FAQ", "FAT", "FIFO", "FTP", "GCP", "GDP", "GIF", "GIT", "GMT", "GNU", "GPL", "GPT", "GPU",
    "GSM", "HA", "HDD", "HR", "IANA", "IDE", "IDS", "IE", "IEC", "IEEE", "IETF", "IMAP", "IMEI", "INI", "IO", "IOS",
    "IPV4", "IPV6", "ISBN", "ISO", "ISSN", "IT", "JDK", "JPEG", "JPG", "JS", "JVM", "KISS", "LB", "LED", "LIFO",
    "LLM", "LTE", "LTS", "MAC", "MBA", "MIME", "MIT", "ML", "MP3", "MP4", "MVC", "MVP", "MVVM", "NA", "NASA", "NAT",
    "NATO", "NFC", "NGO", "NIST", "NO", "NTP", "OK", "OOM", "OS", "OTP", "OWASP", "PAAS", "PC", "PIN", "PK", "PKI",
    "PM", "PNG", "PO", "POC", "POP3", "POSIX", "PR", "PROD", "PWA", "QC", "RDP", "README", "REF", "RFC", "RGB", "RSA",
    "RSS", "SAAS", "SAML", "SCIM", "SD", "SHA", "SIM", "SLF4J", "SOLID", "SPA", "SSE", "SSID", "SSL", "STG", "SVG",
    "TAR", "TCO", "TEST", "TIFF", "TOML", "TOTP", "TS", "TSV", "TV", "UAT", "UDP", "UEFI", "UK", "UN", "US", "USA",
    "USB", "UTF", "UX", "VIP", "VLAN", "VPC", "VS", "W3C", "WAF", "WSGI", "WWW", "XLS", "XLSX", "YAGNI", "YES", "ZIP",
    # written in capitals without being short for anything
    "ALL", "AND", "ANY", "DATE", "DELETE", "FALSE", "FROM", "GET", "HEAD", "IF", "INDEX", "INSERT", "INTO", "JOIN",
    "MAY", "MUST", "NEVER", "NOT", "NULL", "ONLY", "OR", "PATCH", "POST", "PUT", "SELECT", "SHALL", "SHOULD",
    "TABLE", "TBD", "TEXT", "TODO", "TRACE", "TRUE", "UNIQUE", "UPDATE", "VIEW", "WHERE",
    # units and currencies
    "AUD", "BIT", "CHF", "CNY", "DB", "EUR", "GB", "GBP", "GHZ", "HZ", "INR", "JPY", "KB", "KG", "KHZ", "KM", "KW",
    "KWH", "MB", "MHZ", "MS", "PB", "PLN", "QPS", "RPM", "RPS", "SEK", "TB", "TPS", "USD",
})  # fmt: skip
"""Beside the acronyms that drafter can explain."""
