"""A made-up form export, roster, and what made-up volunteers typed, for `demo`."""
