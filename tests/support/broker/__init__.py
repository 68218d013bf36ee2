"""A stand-in for Azure Service Bus that speaks AMQP 1.0 well enough for the unmodified SDK. It is not Azure."""
