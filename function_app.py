"""Contact & Customer Management on Azure Functions: every trigger of the product, registered by blueprint."""

import azure.functions as func

from blueprints import (
    attachments,
    audit,
    communications,
    complaints,
    consents,
    contacts,
    customers,
    duplicates,
    exports,
    follow_ups,
    imports,
    insights,
    jobs,
    merges,
    preferences,
    privacy,
    system,
    templates,
    testimonials,
    webhooks,
)
from shared.platform.stopping import end_on_sigterm
from shared.settings import Settings

BLUEPRINTS = (  # in the order in which the API's description shows them
    *(customers, contacts, consents, communications, attachments, follow_ups, templates, preferences, webhooks),
    *(complaints, testimonials, merges, duplicates, insights),
    *(imports, exports, privacy, audit, jobs, system),
)
Settings.from_environment()  # a wrong or missing setting ends the start here, in one sentence
end_on_sigterm()
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
for blueprint in BLUEPRINTS:
    blueprint.triggers.register(app)
