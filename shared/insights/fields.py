"""What the fields of insights mean, with an example of each."""

from shared.platform.web.schemas import described

CUSTOMER = described("The customer.")
SENTIMENT_SCORE = described("How the customer feels, 0 to 100; 50 is even, and where nothing is known.", 71.5)
ENGAGEMENT_LEVEL = described("How much passed in the last ninety days.")
CHURN_RISK = described("How likely the customer is to leave, 0 to 100.", 18.0)
RISK_LEVEL = described("The same in words: a third of the scale each.")
RECOMMENDED_ACTIONS = described("What to do next, the most urgent first.", ["Answer the open question."])
KEY_INTERESTS = described("What the customer cares for.", ["conferences", "jazz"])
TIMES = described("When it gets in touch most, by its own clock.", ["Tuesday 09:00-12:00"])
GENERATED_AT = described("When this was worked out.")
EXPECTED_VALUE = described("What it will probably bring within twelve months, as an amount of money.", 4200.0)
MODEL = described("What made it.", "local-words-2")
TEXT = described("What was written or said.", "The food was lovely, but we waited an hour for it.")
COMMUNICATION_TYPE = described("How it came.")
LANGUAGE = described("Its language (ISO 639-1); null if nothing tells.", "en")
WARNING = described("`unsupportedLanguage` if the text is in none that is understood; else null.", None)
INTENT = described("What the writer wants; null if too little speaks for any.")
CONFIDENCE = described("How sure that is, 0 to 1.", 0.82)
SUGGESTION = described("What somebody may do about it; nothing is done by itself. Null if nothing is.")
