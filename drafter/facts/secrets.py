"""Secrets that somebody left in a text: keys, tokens, private keys, passwords.

Formats of vendors are known to detect-secrets (Apache-2.0), of which only the patterns are used: its own
verification would send what it found to the vendor. Passwords and connection strings are found here, since a
brief speaks of passwords all the time and means none.
"""

import re
from collections.abc import Iterator

from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.discord import DiscordBotTokenDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.private_key import PrivateKeyDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

from drafter.document.value import Value
from drafter.patterns import regex

__all__ = ["FoundSecret", "secrets_in"]

_DETECTORS: dict[str, RegexBasedDetector] = {
    "an AWS key": AWSKeyDetector(),
    "an Azure storage key": AzureStorageKeyDetector(),
    "a Discord token": DiscordBotTokenDetector(),
    "a GitHub token": GitHubTokenDetector(),
    "a GitLab token": GitLabTokenDetector(),
    "a JSON Web Token": JwtTokenDetector(),
    "a Mailchimp key": MailchimpDetector(),
    "an npm token": NpmDetector(),
    "a private key": PrivateKeyDetector(),
    "a PyPI token": PypiTokenDetector(),
    "a SendGrid key": SendGridDetector(),
    "a Slack token": SlackDetector(),
    "a Square token": SquareOAuthDetector(),
    "a Stripe key": StripeDetector(),
    "a Telegram token": TelegramBotTokenDetector(),
    "a Twilio key": TwilioKeyDetector(),
}
_FORMATS = {
    "an Anthropic key": r"sk-ant-[\w-]{20,}",
    "an OpenAI key": r"sk-(?!ant-)(?:proj-|svcacct-|admin-)?(?=[\w-]{0,60}\d)[A-Za-z0-9][\w-]{30,200}",
    "a GitHub token": r"github_pat_\w{22,}",
    "a Google key": r"AIza[\w-]{35}|GOCSPX-[\w-]{20,}|ya29\.[\w-]{30,}",
    "a Hugging Face token": r"hf_[A-Za-z0-9]{30,}",
    "a Slack token": r"xapp-\d-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}",
    "a DigitalOcean token": r"do[opr]_v1_[a-f0-9]{64}",
    "a HashiCorp Vault token": r"hv[sb]\.[\w-]{24,}",
    "a Databricks token": r"dapi[a-f0-9]{32}",
    "a Grafana token": r"gl(?:sa|c)_[\w=+/-]{32,}",
    "a Groq key": r"gsk_[A-Za-z0-9]{40,}",
    "an xAI key": r"xai-[A-Za-z0-9]{40,}",
    "a Shopify token": r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
    "a Stripe key": r"(?:[rs]k_test|whsec)_[A-Za-z0-9]{20,}",
    "a private key": r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|AGE-SECRET-KEY-1[A-Z0-9]{20,}"
    r"|PuTTY-User-Key-File-\d",
}
"""Formats that detect-secrets 1.5 does not know, or searches too slowly."""
_KNOWN = {kind: regex(rf"(?<![\w-])(?:{pattern})") for kind, pattern in _FORMATS.items()}

_CONNECTION = regex(r"\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s:/@<>\"'`]{0,100}:([^\s/\"'`]{1,200})@")
_ASSIGNMENT = regex(
    r"""(?<![A-Za-z0-9])(?P<name>[\w.-]{0,40}?(?P<what>password|passwd|pwd|passphrase|[_-]pass
          |(?:api|access|account|auth|client|encryption|private|secret|shared|signing)[ _-]?key
          |secret|token))["'`*]{0,3}[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}
        (?P<quote>["'`]?)(?P<value>[^\s"'`,;|<>]{6,200})""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDER = regex(
    r"""[<\[{(%$*].*|.*[>\]})%]|.*(?:\$\{|\{\{|%\(|example|placeholder|redacted|change[-_]?(?:me|it)|dummy|replace
        |your[-_ ]?|sample|\.\.\.|…|xxxx|\*\*\*|0000000).*
      |(?:my|the|a|db|user|some|super|top|very)?[-_]?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?)[-_\d]{0,4}
      |(.)\1*|(?-i:[A-Z][A-Z0-9]*_[A-Z0-9_]*)|(?:process\.)?env[.:\[(].*|os\.\w.*|(?:vault|secrets?|ssm|kms|file|env)[:/.].*|[./~].*|\w+://.*
      |test(?:ing)?\d*|todo|none|null|true|false|required|optional|hunter2?|foo(?:bar)?|abc123""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMES_OF_METHODS = regex(
    r"(?:aes|argon|base|bcrypt|blake|chacha|ecdsa|ed|hmac|hs|http|jwt|kerberos|md|oauth|openid|pbkdf|ps|rfc|rs|rsa|saml|"
    r"scrypt|sha|tls|totp|utf|uuid|x|k8s|s3|es|v)[-_.]?\d*\w{0,12}(?:[-_./]\w{1,12}){0,4}",
    re.IGNORECASE,
)
_MEASURE = regex(r"[~≥>]?\d+(?:[.,-]\d+)*\s?[a-zµ%+]{0,12}(?:/\w+)?|\w+\(\d+\)", re.IGNORECASE)
_UUID = regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOST = 1_000
"""Characters that are looked at together: a pattern is not run over a line of megabytes."""
_OVERLAP = 300


class FoundSecret(Value):
    """What kind of secret stands on which line; never the secret."""

    kind: str
    """With its article: `a GitHub token`."""
    line: int


def secrets_in(text: str) -> tuple[FoundSecret, ...]:
    """Return the secrets in a text, one of a kind and line, in order; placeholders are none."""
    found: dict[tuple[int, str], None] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for start in range(0, max(1, len(line) - _OVERLAP), _MOST - _OVERLAP):
            found |= {(number, kind): None for kind in _kinds(line[start : start + _MOST])}
    return tuple(FoundSecret(kind=kind, line=line) for line, kind in found)


def _kinds(line: str) -> Iterator[str]:
    named = {kind for kind, detector in _DETECTORS.items() if any(map(_is_real, detector.analyze_string(line)))}
    named |= {kind for kind, pattern in _KNOWN.items() if any(_is_real(match[0]) for match in pattern.finditer(line))}
    yield from sorted(named)
    if any(_is_real(match[1]) for match in _CONNECTION.finditer(line)):
        yield "a connection string with a password"
    elif not named and any(map(_is_assigned, _ASSIGNMENT.finditer(line))):
        yield "a password or key"


def _is_real(value: str) -> bool:
    return not _PLACEHOLDER.fullmatch(value)


def _is_assigned(match: re.Match[str]) -> bool:
    """Tell a password from what a brief says of passwords: "token: JWT", "password: at least 12 characters"."""
    value, what = match["value"].rstrip(".:!?)*_"), match["what"].lower()
    if not _is_real(value) or _MEASURE.fullmatch(value) or _NAMES_OF_METHODS.fullmatch(value):
        return False
    if "key" in what or what == "token":
        mixed = any(char.isdigit() for char in value) and any(char.isalpha() for char in value)
        return len(value) >= 12 and mixed and not _UUID.fullmatch(value)
    if match["quote"] and match["value"] != value:
        value = match["value"]
    has_digit, has_letter = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    has_sign = any(char in "!@#$%^&*+=?~" for char in value)
    return (has_digit and has_letter) or (has_sign and has_letter)
