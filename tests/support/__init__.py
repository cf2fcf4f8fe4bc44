"""What tests of the app share."""
