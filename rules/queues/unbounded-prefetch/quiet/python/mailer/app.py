import pika

channel = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()
channel.basic_qos(prefetch_count=20)
channel.basic_consume(queue="mails", on_message_callback=print)
channel.start_consuming()
