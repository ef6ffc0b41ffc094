"""Which model is chosen, from what, and which key goes where."""

from pathlib import Path
from typing import Any

import pytest

from drafter.configuration import DEFAULT_OPENAI_MODEL, ModelChoice, Settings, choose_model, read_settings
from drafter.errors import ConfigurationError, UsageError

OPENAI = "https://api.openai.com/v1"
LOCALHOST = "http://localhost:8000/v1"
TEAM = "https://models.example.org/v1"
KEYS = {"OPENAI_API_KEY": "sk-openai", "DRAFTER_API_KEY": "sk-drafter"}
OPENAI_KEY = {"OPENAI_API_KEY": "sk-openai"}


def chosen(settings: Settings | None = None, environment: dict[str, str] | None = None, **options: Any) -> ModelChoice:
    given = {"model": None, "base_url": None, "model_file": None, **options}
    return choose_model(settings=settings or Settings(), environment=environment or {}, **given)


@pytest.mark.parametrize(
    ("options", "environment", "settings", "expected"),
    [
        ({}, {}, {}, ("local", "local", "")),
        ({}, OPENAI_KEY, {}, ("endpoint", DEFAULT_OPENAI_MODEL, OPENAI)),
        ({}, OPENAI_KEY, {"model": "local"}, ("local", "local", "")),
        ({}, {"DRAFTER_MODEL": "local", **OPENAI_KEY}, {"model": "openai:a"}, ("local", "local", "")),
        ({"model": "openai:b"}, {"DRAFTER_MODEL": "local", **OPENAI_KEY}, {}, ("endpoint", "b", OPENAI)),
        ({"model": "openai:ft:b:c"}, OPENAI_KEY, {}, ("endpoint", "ft:b:c", OPENAI)),
        ({"model": "anthropic:claude"}, {}, {}, ("vendor", "anthropic:claude", "")),
        ({"model": "newvendor:x"}, {}, {}, ("vendor", "newvendor:x", "")),
        ({"model": "qwen", "base_url": LOCALHOST + "/"}, {}, {}, ("endpoint", "qwen", LOCALHOST)),
        ({"model": "qwen2.5:7b", "base_url": LOCALHOST}, {}, {}, ("endpoint", "qwen2.5:7b", LOCALHOST)),
        ({"model": "qwen2.5:7b"}, {}, {"base_url": TEAM}, ("endpoint", "qwen2.5:7b", TEAM)),
        ({"base_url": LOCALHOST}, {}, {"model": "qwen", "base_url": TEAM}, ("endpoint", "qwen", LOCALHOST)),
        ({}, {"DRAFTER_BASE_URL": LOCALHOST, "DRAFTER_MODEL": "m"}, {}, ("endpoint", "m", LOCALHOST)),
        ({"model": "local"}, {}, {"base_url": TEAM}, ("local", "local", "")),
        ({"model": "anthropic:claude"}, {}, {"base_url": TEAM}, ("vendor", "anthropic:claude", "")),
        ({}, {"DRAFTER_MODEL": " ", **OPENAI_KEY}, {}, ("endpoint", DEFAULT_OPENAI_MODEL, OPENAI)),
    ],
)
def test_option_wins_over_environment_over_file(
    options: dict[str, Any],
    environment: dict[str, str],
    settings: dict[str, Any],
    expected: tuple[str, str, str],
) -> None:
    choice = chosen(Settings(**settings), environment, **options)
    assert (choice.kind, choice.model, choice.base_url) == expected


@pytest.mark.parametrize(
    ("options", "settings", "file"),
    [
        ({"model_file": Path("a.gguf")}, {}, "a.gguf"),
        ({"model_file": Path("a.gguf"), "model": "local"}, {}, "a.gguf"),
        ({"model_file": Path("a.gguf")}, {"model": "openai:x"}, "a.gguf"),
        ({"model": "local"}, {"model_file": Path("b.gguf")}, "b.gguf"),
    ],
)
def test_model_file_is_for_the_local_model(options: dict[str, Any], settings: dict[str, Any], file: str) -> None:
    choice = chosen(Settings(**settings), OPENAI_KEY, **options)
    assert (choice.kind, choice.model_file) == ("local", Path(file))


def test_model_of_the_command_line_leaves_the_project_s_model_file_aside() -> None:
    choice = chosen(Settings(model_file=Path("b.gguf")), OPENAI_KEY, model="openai:x")
    assert (choice.kind, choice.model_file) == ("endpoint", None)


@pytest.mark.parametrize(
    ("options", "settings", "environment", "variable", "key"),
    [
        ({"model": "openai:a"}, {}, KEYS, "OPENAI_API_KEY", "sk-openai"),
        ({"model": "m", "base_url": TEAM}, {}, KEYS, "DRAFTER_API_KEY", "sk-drafter"),
        ({"model": "m", "base_url": TEAM}, {}, OPENAI_KEY, "OPENAI_API_KEY", "sk-openai"),
        ({"model": "m"}, {}, {"DRAFTER_BASE_URL": TEAM, **OPENAI_KEY}, "OPENAI_API_KEY", "sk-openai"),
        ({"model": "m"}, {"base_url": TEAM}, OPENAI_KEY, "DRAFTER_API_KEY", "none"),
        ({"model": "m"}, {"base_url": TEAM}, KEYS, "DRAFTER_API_KEY", "none"),
        ({"model": "m", "base_url": TEAM}, {}, {}, "DRAFTER_API_KEY", "none"),
        ({"model": "groq:m"}, {}, {"GROQ_API_KEY": " sk-groq\n"}, "GROQ_API_KEY", "sk-groq"),
        ({"model": "local"}, {}, KEYS, "", ""),
    ],
)
def test_openai_key_goes_to_openai_and_to_hosts_that_the_user_named(
    options: dict[str, Any], settings: dict[str, Any], environment: dict[str, str], variable: str, key: str
) -> None:
    choice = chosen(Settings(**settings), environment, **options)
    assert (choice.key_variable, choice.api_key.get_secret_value()) == (variable, key)
    assert not key.startswith("sk-") or key not in repr(choice) + choice.model_dump_json()


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"model": "gpt-5"}, "--model: where is the model 'gpt-5'?", "`openai:gpt-5`"),
        ({"model": ""}, "--model: is empty", "local"),
        ({"model": "openai:"}, "--model: 'openai:' is half a model's name", "openai:NAME"),
        ({"base_url": TEAM}, "--base-url: the model's name is missing", "--model NAME"),
        ({"model": "local", "base_url": TEAM}, "--base-url: a base URL does not go with", "--model NAME"),
        ({"model": "openai:a", "base_url": TEAM}, "--base-url: a base URL does not go with", "--model NAME"),
        (
            {"model": "m", "model_file": Path("a.gguf")},
            "--model-file: a model file is for the local",
            "local",
        ),
        ({"model": "m", "base_url": "localhost:8000/v1"}, "--base-url: needs http:// or https://", "http://"),
        ({"model": "m", "base_url": "models.example.org"}, "--base-url: needs http://", "https://host/v1"),
        ({"model": "m", "base_url": "ftp://a.example.org"}, "--base-url: needs http://", "https://host/v1"),
        ({"model": "m", "base_url": "https://"}, "--base-url: needs http:// or https://, and a host", "host"),
        ({"model": "m", "base_url": "https://[::1/v1"}, "--base-url: is no URL", "https://host/v1"),
        ({"model": "m", "base_url": "https://a:s3cret/v1"}, "--base-url: is no URL", "https://host/v1"),
        ({"model": "m", "base_url": "https://a b/v1"}, "--base-url: a URL has no spaces", "https://host/v1"),
        ({"model": "m", "base_url": "https://u:s3cret@h/v1"}, "holds no credentials", "DRAFTER_API_KEY"),
        ({"model": "m", "base_url": "http://models.example.org"}, "OPENAI_API_KEY would go to", "https://"),
        ({"model": "m", "base_url": "http://8.8.8.8/v1"}, "would go to 8.8.8.8 unencrypted", "https://"),
        ({"model": "m", "base_url": "http://[::ffff:8.8.8.8]/v1"}, "unencrypted", "https://"),
        ({"model": "m", "base_url": "http://134744072/v1"}, "unencrypted", "https://"),
    ],
)
def test_option_that_cannot_be_meant_is_refused(options: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        chosen(None, OPENAI_KEY, **options)
    assert message in str(raised.value)
    assert hint in raised.value.hint
    assert not {"s3cret", "sk-openai"} & set(str(raised.value).replace("/", " ").split())


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "192.168.1.5", "10.0.0.2", "vllm", "gpu.local", "h.internal"]
)
def test_key_may_go_unencrypted_to_this_machine_and_private_networks(host: str) -> None:
    assert chosen(None, KEYS, model="m", base_url=f"http://{host}:8000/v1").kind == "endpoint"


def test_foreign_host_without_encryption_is_fine_without_a_key() -> None:
    project = Settings(model="m", base_url="http://models.example.org/v1")
    assert chosen(project, OPENAI_KEY).api_key.get_secret_value() == "none"


@pytest.mark.parametrize(
    ("settings", "environment", "options", "message"),
    [
        ({}, {}, {"model": "openai:a"}, "OPENAI_API_KEY"),
        ({}, {"OPENAI_API_KEY": "sk-ä"}, {"model": "openai:a"}, "OPENAI_API_KEY holds characters"),
        ({"model": "m", "base_url": "models"}, {}, {}, "drafter.toml: base_url: needs http://"),
        ({"model": "m"}, {}, {}, "drafter.toml: model: where is the model 'm'?"),
    ],
)
def test_missing_key_and_wrong_file_are_faults_of_the_configuration(
    settings: dict[str, Any], environment: dict[str, str], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message.replace("?", r"\?")) as raised:
        chosen(Settings(**settings), environment, **options)
    assert "sk-ä" not in str(raised.value)


def test_nearest_file_upwards_is_read(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_bytes(b'\xef\xbb\xbfmodel = "local"\r\nmodel_file = "m.gguf"\r\njobs = 3\r\n')
    below = tmp_path / "docs" / "design"
    below.mkdir(parents=True)
    expected = Settings(model="local", model_file=tmp_path / "m.gguf", jobs=3)
    assert read_settings(below, {}) == expected
    (below / "drafter.toml").write_text("jobs = 2\n")
    assert read_settings(below, {}) == Settings(jobs=2)


def test_file_above_the_repository_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_text("jobs = 3\n")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert read_settings(tmp_path / "repository", {}) == Settings()


def test_environment_s_jobs_win(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_text("jobs = 3\n")
    assert read_settings(tmp_path, {"DRAFTER_JOBS": "8"}).jobs == 8


def test_the_environment_s_context_wins(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_text("context_tokens = 8192\n")
    assert read_settings(tmp_path, {}).context_tokens == 8192
    assert read_settings(tmp_path, {"DRAFTER_CONTEXT_TOKENS": "32768"}).context_tokens == 32_768


@pytest.mark.parametrize("tokens", ["0", "-1", "16k", "9" * 5000, "0" * 5000 + "1"])
def test_the_context_of_the_environment_is_a_number(tmp_path: Path, tokens: str) -> None:
    with pytest.raises(UsageError, match="DRAFTER_CONTEXT_TOKENS"):
        read_settings(tmp_path, {"DRAFTER_CONTEXT_TOKENS": tokens})


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "65", "9" * 5000, "²"])
def test_jobs_of_the_environment_are_a_small_number(tmp_path: Path, jobs: str) -> None:
    with pytest.raises(UsageError, match="DRAFTER_JOBS"):
        read_settings(tmp_path, {"DRAFTER_JOBS": jobs})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'model = "local"\njobs 3\n', ":2:6: "),
        (b'model = "local', ":1: "),
        (b'# mine\nmodle = "local"\n', ":2: there is no key 'modle'; did you mean 'model'?"),
        (b'[llm]\nx = "y"\n', ":1: there is no key 'llm'"),
        (b'\napi_key = "sk-secret"\n', ":2: 'api_key': a key does not belong in a file that is shared"),
        (b'jobs = "sk-secret"\n', ":1: jobs: should be a valid integer"),
        (b"jobs = true\n", ":1: jobs: should be a valid integer"),
        (b"jobs = 0\n", ":1: jobs: should be greater than or equal to 1"),
        (b"model = 3\n", ":1: model: should be a valid string"),
        (b"model = 'a'\nmodel = 'b'\n", ":2:"),
        (b"model = '\xff'\n", "is not valid UTF-8 at byte 9"),
        (b"a = " + b"[" * 100_000, "drafter.toml"),
    ],
)
def test_wrong_file_is_explained_with_its_line_and_without_its_secrets(
    tmp_path: Path, text: bytes, message: str
) -> None:
    (tmp_path / "drafter.toml").write_bytes(text)
    with pytest.raises(ConfigurationError) as raised:
        read_settings(tmp_path, {})
    assert message in str(raised.value)
    assert "sk-secret" not in str(raised.value)
