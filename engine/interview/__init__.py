"""The interview without a screen: the law as it is asked, the deal in work, its past."""
