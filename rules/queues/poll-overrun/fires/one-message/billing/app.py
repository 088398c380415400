import requests
from confluent_kafka import Consumer

consumer = Consumer({"bootstrap.servers": "kafka:9092", "group.id": "billing", "max.poll.interval.ms": 45000})
consumer.subscribe(["orders"])
while True:  # expect: poll-overrun warning
    message = consumer.poll(1.0)
    requests.post("http://payment:8080/charges", data=message.value(), timeout=60)
