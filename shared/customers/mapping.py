"""The aggregate and its three tables: one join to read, one row each to write."""

from sqlalchemy import bindparam, join, select
from sqlalchemy.orm import column_property

from shared.customers.model import Customer
from shared.customers.tables import customer_contact_info, customer_preferences, customers
from shared.customers.values import ContactInfo, Preferences, Profile
from shared.platform.persistence.mapping import Fields, map_aggregate

c, info, preferences = customers.c, customer_contact_info.c, customer_preferences.c

WHOLE = join(customers, customer_contact_info, info.CustomerId == c.Id).join(
    customer_preferences, preferences.CustomerId == c.Id
)
PROFILE = {
    "company_name": c.CompanyName,
    "industry": c.Industry,
    "type": c.Type,
    "segment": c.Segment,
    "lifetime_value": c.LifetimeValue,
    "total_events": c.TotalEvents,
    "rating": c.Rating,
}
CONTACT_INFO = {
    "primary_email": info.PrimaryEmail,
    "secondary_email": info.SecondaryEmail,
    "primary_phone": info.PrimaryPhone,
    "secondary_phone": info.SecondaryPhone,
    "website": info.Website,
    "billing_address.street": info.BillingStreet,
    "billing_address.city": info.BillingCity,
    "billing_address.state": info.BillingState,
    "billing_address.zip_code": info.BillingZipCode,
    "billing_address.country": info.BillingCountry,
    "shipping_address.street": info.ShippingStreet,
    "shipping_address.city": info.ShippingCity,
    "shipping_address.state": info.ShippingState,
    "shipping_address.zip_code": info.ShippingZipCode,
    "shipping_address.country": info.ShippingCountry,
    "social_media.linked_in_url": info.LinkedInUrl,
    "social_media.twitter_handle": info.TwitterHandle,
    "social_media.facebook_url": info.FacebookUrl,
}
PREFERENCES = {
    "communication.channels": preferences.PreferredCommunicationChannels,
    "communication.frequency": preferences.CommunicationFrequency,
    "preferred_event_types": preferences.PreferredEventTypes,
    "interests": preferences.Interests,
    "preferred_language": preferences.PreferredLanguage,
    "time_zone": preferences.TimeZone,
    "notifications.email": preferences.EmailNotifications,
    "notifications.sms": preferences.SMSNotifications,
    "notifications.push": preferences.PushNotifications,
    "consents.marketing": preferences.MarketingConsent,
    "consents.data_processing": preferences.DataProcessingConsent,
}
CUSTOMER = Fields(
    {
        "id": c.Id,
        "customer_number": c.CustomerNumber,
        "status": c.Status,
        "version": c.RowVersion,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "last_modified_at": c.LastModifiedAt,
        "last_modified_by": c.LastModifiedBy,
        "last_activity_at": c.LastActivityAt,
        "is_deleted": c.IsDeleted,
        "deleted_at": c.DeletedAt,
        "live_email_key": info.LiveEmailKey,
        "merging_into_customer_id": c.MergingIntoCustomerId,
        "merged_into_customer_id": c.MergedIntoCustomerId,
        "merged_from": c.MergedFrom,
    },
    {
        "profile": (Profile, PROFILE),
        "contact_info": (ContactInfo, CONTACT_INFO),
        "preferences": (Preferences, PREFERENCES),
    },
)
WHOLE_CUSTOMERS = select(*CUSTOMER.columns).select_from(WHOLE)
ONE_CUSTOMER = WHOLE_CUSTOMERS.where(c.Id == bindparam("id"))


def map_aggregates() -> None:
    """Teaches SQLAlchemy the customer."""
    map_aggregate(
        Customer,
        WHOLE,
        CUSTOMER,
        key=c.Id,
        extra={
            "id": column_property(c.Id, info.CustomerId, preferences.CustomerId),
            "_contact_info_id": info.Id,
            "_preferences_id": preferences.Id,
        },
    )
