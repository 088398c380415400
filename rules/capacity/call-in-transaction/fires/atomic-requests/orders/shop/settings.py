import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["DATABASE_HOST"],
        "PORT": 8080,
        "NAME": "orders",
        "ATOMIC_REQUESTS": True,
    },
}
ROOT_URLCONF = "shop.urls"
