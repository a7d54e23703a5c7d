"""Reading: pure steps from a working text to marks with spans. No SQL, no network, no clock; models are loaded lazily."""
