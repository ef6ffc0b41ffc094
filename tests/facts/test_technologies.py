import pytest

from drafter.document.brief import Technology
from drafter.facts import category_members, cut, find, find_technologies, sql_dialect
from drafter.facts.catalogue import may_name
from tests.facts.finding import of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We run postgres and Redis on k8s.", ["PostgreSQL", "Redis", "Kubernetes"]),
        ("Put it in S3 and queue it with SQS.", ["Amazon S3", "Amazon SQS"]),
        ("Python/FastAPI behind NGINX.", ["Python", "FastAPI", "NGINX"]),
        ("A service in Go, a script in R.", ["Go", "R"]),
        ("Rust or Go, I don't mind.", ["Rust", "Go"]),
        ("A Node.js and ASP.NET Core shop, C++ and C# too.", ["Node.js", "ASP.NET", "C++", "C#"]),
        ("We like gRPC, GraphQL and OAuth 2.0.", ["gRPC", "GraphQL", "OAuth 2.0"]),
        ("使用PostgreSQL数据库和Redis。", ["PostgreSQL", "Redis"]),
        ("Store it in `postgres`.", ["PostgreSQL"]),
        ("Express services and Vault clusters.", ["Express", "HashiCorp Vault"]),
        ("Apache\nKafka", ["Apache Kafka"]),
    ],
)
def test_technologies_are_found_under_their_canonical_names(text: str, names: list[str]) -> None:
    assert [fact.name for fact in of(Technology, text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Go live in May.",
        "React to events quickly.",
        "Express your wishes in a segment of the box.",
        "Render a page, then notion it.",
        "Plan C is with the chef.",
        "See https://stripe.com/docs and redis.example.com.",
        "Open main.go and ./redis.",
        "The Go-To person is linear.",
    ],
)
def test_ordinary_words_are_no_technologies(text: str) -> None:
    assert of(Technology, text) == []


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("We do not want to use Kafka or Redis.", ["Apache Kafka", "Redis"]),
        ("Use MySQL instead of MongoDB.", ["MongoDB"]),
        ("Replace Oracle with PostgreSQL.", ["Oracle Database"]),
        ("There is no need to replace PostgreSQL.", []),
        ("No Redis, but Kafka is fine.", ["Redis"]),
        ("We'd rather use Kafka than RabbitMQ.", []),
        ("MongoDB is not an option.", ["MongoDB"]),
        ("Not only Python but Java.", []),
        ("Kein MySQL, sondern PostgreSQL.", ["MySQL"]),
        ("## Out of scope\n\n- Windows support", ["Windows"]),
        ("## Non-goals\n\n- Replacing PostgreSQL", []),
        ("It takes no longer than 5 s in PostgreSQL.", []),
    ],
)
def test_a_technology_is_rejected_when_its_clause_turns_it_down(text: str, rejected: list[str]) -> None:
    assert [fact.name for fact in of(Technology, text) if fact.rejected] == rejected


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("PostgreSQL", "postgres"), ("postgres", "postgres"), ("MariaDB", "mysql"), ("SQLite", "sqlite"),
        ("SQL Server", "tsql"), ("Oracle Database", "oracle"), ("MongoDB", None), ("no such thing", None),
    ],
)  # fmt: skip
def test_a_database_has_its_sql_dialect(name: str, dialect: str | None) -> None:
    assert sql_dialect(name) == dialect


def test_a_category_lists_its_members_by_canonical_name() -> None:
    members = category_members("database")
    assert {"PostgreSQL", "MySQL", "SQLite"} <= set(members)
    assert "Redis" in category_members("cache")
    assert list(members) == sorted(members, key=str.lower)


@pytest.mark.parametrize(
    "text",
    [
        "PostgreSQL 16 and Redis",
        "Ana Ruiz (product owner) runs Jenkins",
        "It is .NET8, from 2026-01-15",
        "Go. Then Java",
        "the shed",
    ],
)
def test_technologies_alone_are_those_among_all_facts(text: str) -> None:
    known = [(fact.name, fact.start) for fact in find(cut(text), text) if isinstance(fact, Technology)]
    assert [(fact.name, fact.start) for fact in find_technologies(cut(text), text)] == known
    assert may_name(text) or not known


def test_a_text_without_the_first_word_of_a_spelling_names_nothing() -> None:
    assert not may_name("the shed of the club")
    assert may_name("ASP.NET")
