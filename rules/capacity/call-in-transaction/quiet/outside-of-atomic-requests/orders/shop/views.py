import os
import requests
from django.db import transaction
from django.http import JsonResponse
from shop.models import Order


@transaction.non_atomic_requests
def place(request):
    price = requests.get(os.environ["PRICING_URL"] + "/prices/tea", timeout=3).json()
    return JsonResponse({"price": price})
