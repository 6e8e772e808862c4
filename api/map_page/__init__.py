"""`GET /`: the map; `static` holds what browsers get. The page without JavaScript is api.page."""
