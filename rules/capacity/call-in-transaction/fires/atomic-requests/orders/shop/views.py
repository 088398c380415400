import os
import requests
from django.db import transaction
from django.http import JsonResponse
from shop.models import Order


def place(request):
    price = requests.get(os.environ["PRICING_URL"] + "/prices/tea", timeout=3).json()  # expect: call-in-transaction warning
    return JsonResponse({"price": price})
