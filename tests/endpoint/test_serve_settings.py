from pathlib import Path

import pytest

from endpoint.errors import SettingsError
from endpoint.settings import Settings, read_settings

FLAGS = ["--data", "d", "--host", "::1", "--port", "9", "--public-url", "https://f.example/x/"]
ENVIRONMENT = {
    "FILROUGE_DATA": "e",
    "FILROUGE_HOST": "0.0.0.0",
    "FILROUGE_PORT": "10",
    "FILROUGE_PUBLIC_URL": "https://e.example",
}


def test_defaults_are_the_documented_ones() -> None:
    assert read_settings([], {}) == Settings(Path("build"), "127.0.0.1", 8000, None)


def test_the_environment_wins_over_the_defaults() -> None:
    assert read_settings([], ENVIRONMENT) == Settings(Path("e"), "0.0.0.0", 10, "https://e.example")


def test_a_flag_wins_over_the_environment() -> None:
    assert read_settings(FLAGS, ENVIRONMENT) == Settings(Path("d"), "::1", 9, "https://f.example/x")


@pytest.mark.parametrize("port", ["http", "-1", "65536", "١", ""])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="--port"):
        read_settings(["--port", port], {})


def test_a_public_url_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="http://"):
        read_settings([], {"FILROUGE_PUBLIC_URL": "example.org"})
