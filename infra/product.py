"""What commands ask the product."""

from typing import TYPE_CHECKING

from infra.refusal import Refusal
from infra.settings_file import adopt
from shared.platform.web.roles import Role
from shared.settings import Settings, SettingsError

if TYPE_CHECKING:
    from shared.platform.app import App


def present_settings() -> Settings:
    """The settings of this environment, and of the settings file. Raises Refusal."""
    adopt()
    try:
        return Settings.from_environment()
    except SettingsError as wrong:
        raise Refusal(str(wrong)) from None


def present_app() -> "App":
    """The application of these settings, whose database answers. Raises Refusal."""
    from infra.databases import check_database  # those who only look at settings need none of this
    from shared import composition

    settings = present_settings()
    check_database("DATABASE_URL", settings.database_url)
    return composition.build(settings)


def role_names() -> list[str]:
    """The roles a token may name."""
    return [role.value for role in Role]
