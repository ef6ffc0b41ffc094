"""Words in capitals that need no explanation in a technical document."""

__all__ = ["HOUSEHOLD"]

HOUSEHOLD = frozenset({
    "AI", "ALB", "AM", "ANSI", "ASCII", "AWS", "BCP", "BSI", "CAD", "CEO", "CET", "CFO", "CIO", "CNC", "CSS", "CTO",
    "DEV", "DIN", "DSL", "DVD", "EC", "ECC", "ECMA", "EEA", "EN", "EOF", "EU", "EXIF", "FAQ", "FAT", "FTP", "GCP",
    "GDP", "GIF", "GIT", "GMT", "GPL", "GPT", "GPU", "GSM", "HDD", "HR", "IDE", "IDS", "IE", "IEC", "IEEE", "IETF",
    "IMAP", "IMEI", "INI", "IO", "IOS", "IPV4", "IPV6", "ISBN", "ISO", "ISSN", "IT", "JPEG", "JPG", "JS", "LED",
    "LLM", "LTE", "MAC", "MBA", "MIT", "ML", "MP3", "MP4", "NA", "NASA", "NATO", "NFC", "NGO", "NIST", "NO", "NTP",
    "OK", "OS", "OWASP", "PC", "PIN", "PM", "PNG", "POP3", "POSIX", "PR", "PROD", "QC", "RDP", "REF", "RFC", "RGB",
    "RSA", "RSS", "SD", "SHA", "SIM", "SLF4J", "SSID", "STG", "SVG", "TAR", "TEST", "TIFF", "TOML", "TS", "TSV",
    "TV", "UAT", "UDP", "UEFI", "UK", "UN", "US", "USA", "USB", "UTF", "UX", "VIP", "VLAN", "VPC", "W3C", "WWW",
    "XLS", "XLSX", "YES", "ZIP",
    # written in capitals without being short for anything
    "ALL", "AND", "ANY", "DATE", "DELETE", "FALSE", "FROM", "GET", "HEAD", "IF", "INDEX", "INSERT", "INTO", "JOIN",
    "MAY", "MUST", "NEVER", "NOT", "NULL", "ONLY", "OR", "PATCH", "POST", "PUT", "SELECT", "SHALL", "SHOULD",
    "TABLE", "TBD", "TEXT", "TODO", "TRACE", "TRUE", "UNIQUE", "UPDATE", "VIEW", "WHERE",
    # units and currencies
    "AUD", "BIT", "CHF", "CNY", "DB", "EUR", "GB", "GBP", "GHZ", "HZ", "INR", "JPY", "KB", "KG", "KHZ", "KM", "KW",
    "KWH", "MB", "MHZ", "MS", "PB", "PLN", "QPS", "RPM", "RPS", "SEK", "TB", "TPS", "USD",
})  # fmt: skip
"""Beside the acronyms that drafter can explain."""
