"""Secrets in briefs. None of these is one: each is put together here, so that no scanner stumbles over it."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.facts.secrets import secrets_in

BRIEFS = sorted((Path(__file__).parents[2] / "fixtures" / "briefs").iterdir())
A = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AKIA" + "QYLPMN5HHHFPZAM2", "an AWS key"),
        ("ghp_" + A[:36], "a GitHub token"),
        ("github_pat_" + A + A, "a GitHub token"),
        ("glpat-" + A[:20], "a GitLab token"),
        ("xoxb-" + "123456789012-123456789012-" + A[:24], "a Slack token"),
        ("sk-" + A[:20] + "T3BlbkFJ" + A[:20], "an OpenAI key"),
        ("sk-proj-" + A + A, "an OpenAI key"),
        ("sk-ant-api03-" + A + A, "an Anthropic key"),
        ("AIza" + A[:35], "a Google key"),
        ("hf_" + A[:34], "a Hugging Face token"),
        ("sk_live_" + A[:24], "a Stripe key"),
        ("SG." + A[:22] + "." + A + "abc", "a SendGrid key"),
        ("hvs." + A, "a HashiCorp Vault token"),
        ("npm: //registry.npmjs.org/:_authToken=npm_" + A[:36], "an npm token"),
        ("eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0." + A + "abc", "a JSON Web Token"),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
        ("-----BEGIN ENCRYPTED " + "PRIVATE KEY-----", "a private key"),
        ("postgres://shop:Tr0ub4dor" + "@db.internal/orders", "a connection string with a password"),
        ("redis://:s0me-thing" + "@cache:6379", "a connection string with a password"),
        ("password: Tr0ub4dor", "a password or key"),
        ('"db_password": "correct-h0rse"', "a password or key"),
        ("DB_PASS=kY7!kk2p", "a password or key"),
        ("- **Password**: `Winter2026!`", "a password or key"),
        ("Server=db;User Id=sa;Pwd=Sommer#2026;", "a password or key"),
        ("api_key = " + A[:32], "a password or key"),
        ("Access key: " + A, "a password or key"),
        ("client_secret=" + A, "a password or key"),
    ],
)
def test_a_secret_is_found_on_its_line_and_not_shown(text: str, kind: str) -> None:
    (found,) = secrets_in(f"# Shop\n\nWe sell chairs. {text} is in use.\n")
    assert (found.kind, found.line) == (kind, 3)
    assert set(found.model_dump()) == {"kind", "line"}


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_briefs_hold_none(path: Path) -> None:
    assert secrets_in(path.read_text("utf-8")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Callers send API keys; a token lives 15 minutes; the password policy is the group's.",
        "Password: at least 12 characters, one digit.",
        "Passwords: 8-64 characters",
        "password: required, string, min8chars",
        "password_hash: VARCHAR(255)",
        "Password hashing: argon2id",
        "Password: Argon2id with 64MiB",
        "Token: JWT (RS256), 15min",
        "token: HMAC-SHA256",
        "Token lifetime: 3600seconds",
        "API key: stored in the vault, rotated every 90days",
        "API key: X-API-Key",
        "api_key: ${PAYMENTS_API_KEY_2}",
        "api_key: PAYMENTS_API_KEY_2026",
        "secret: vault:kv/data/app1",
        "secret: os.environ['X1']",
        "db_password: process.env.DB_PASS1",
        "password: changeme1",
        "password: <your-password-1>",
        "password: ********",
        "password: {{ db_password1 }}",
        "`password: hunter2`",
        "token: 550e8400-e29b-41d4-a716-446655440000",
        "Commit 3128231b9c750ca54f6b0d1f2e3c4b5a69788f7e and id 550e8400-e29b-41d4-a716-446655440000.",
        "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "Such as SGVsbG8gd29ybGQsIHRoaXMgaXMgYW4gZXhhbXBsZSBvZiBiYXNlNjQ= in base64.",
        "postgres://db.internal/orders and amqp://guest@mq and https://x.example:8080/a@b",
        "postgres://user:password@host/db",
        "postgres://user:<password>@host/db",
        "postgres://user:${DB_PASSWORD}@host/db",
        "postgres://user:$DB_PASSWORD@host/db",
        "mysql://root:changeme@host, mongodb://user:pass@host, redis://:secret@host",
        "AKIA" + "IOSFODNN7EXAMPLE in the documentation",
        "The ski-and-task-list-for-2026-with-many-words-in-one-name service",
        "Tokens such as `ghp_...` and `sk-...` are masked; JWTs start with eyJ.",
        "Cassettes of type AC and SK are kept.",
    ],
)
def test_what_a_brief_says_of_secrets_is_none(text: str) -> None:
    assert secrets_in(text) == ()


def test_each_kind_is_told_once_a_line_in_the_order_of_lines() -> None:
    text = f"ghp_{A[:36]} ghp_{A[::-1][:36]}\n\npassword: Tr0ub4dor\n"
    assert [(secret.kind, secret.line) for secret in secrets_in(text)] == [
        ("a GitHub token", 1), ("a password or key", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["a", "://", "://a:", "password", "password=", "eyJ", "=" * 3, "AC", "sk-a", "aws key'"]
)
def test_a_line_without_end_is_looked_through_soon(unit: str) -> None:
    started = time.process_time()
    secrets_in(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 4
    assert [secret.line for secret in secrets_in(f"\n{'word ' * 10_000} ghp_{A[:36]}")] == [2]


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    secrets_in(text)
