"""The page that describes every address and tries calls, made from `/openapi.json`."""
