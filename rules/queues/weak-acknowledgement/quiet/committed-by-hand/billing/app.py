from concurrent.futures import ThreadPoolExecutor

from kafka import KafkaConsumer

tasks = ThreadPoolExecutor()
for order in KafkaConsumer("orders", bootstrap_servers="kafka:9092", group_id="billing", enable_auto_commit=False):
    tasks.submit(print, order.value)
