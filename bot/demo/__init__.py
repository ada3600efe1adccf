"""The whole product with no token and no network: an embedded, strict Bot API server and its world."""
