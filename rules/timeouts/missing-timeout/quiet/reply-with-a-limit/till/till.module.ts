import { Controller, Inject, Module, Get, Param } from '@nestjs/common';
import { ClientProxy, ClientsModule, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';

@Controller('till')
export class TillController {
  constructor(@Inject('PAYMENTS') private readonly payments: ClientProxy) {}

  @Get(':id')
  pay(@Param('id') id: string) {
    return firstValueFrom(this.payments.send('payments.pay', id).pipe(timeout(2_000)));
  }
}

@Module({
  imports: [ClientsModule.register([{ name: 'PAYMENTS', transport: Transport.RMQ, options: { urls: ['amqp://mq:5672'], queue: 'payments' } }])],
  controllers: [TillController],
})
export class TillModule {}
