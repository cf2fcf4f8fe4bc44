"""The parts that screens are made of: data goes in, messages in the past tense come out."""
