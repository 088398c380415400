import { HttpService } from '@nestjs/axios';
import { Controller, Get, Param } from '@nestjs/common';
import { catchError, firstValueFrom } from 'rxjs';

@Controller('picks')
export class PicksController {
  constructor(private readonly http: HttpService) {}

  @Get(':user')
  async picksOf(@Param('user') user: string) {
    const answer = await firstValueFrom(
      this.http.get(`${process.env.PICKS_URL}/for/${user}`, { timeout: 2_000 }).pipe(
        catchError(() => this.http.get(`${process.env.PICKS_URL}/popular`, { timeout: 2_000 })), // expect: fallback-shares-dependency warning
      ),
    );
    return answer.data;
  }
}
