"""What commands ask the product."""

from infra.refusal import Refusal
from shared.platform.web.roles import Role
from shared.settings import Settings, SettingsError


def present_settings() -> Settings:
    """The settings of this environment. Raises Refusal."""
    try:
        return Settings.from_environment()
    except SettingsError as wrong:
        raise Refusal(str(wrong)) from None


def role_names() -> list[str]:
    """The roles a token may name."""
    return [role.value for role in Role]
