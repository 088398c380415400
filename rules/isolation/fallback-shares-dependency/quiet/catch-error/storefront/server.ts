import { HttpService } from '@nestjs/axios';
import { Controller, Get, Param } from '@nestjs/common';
import { catchError, firstValueFrom, of } from 'rxjs';

@Controller('picks')
export class PicksController {
  constructor(private readonly http: HttpService) {}

  @Get(':user')
  async picksOf(@Param('user') user: string) {
    const answer = await firstValueFrom(
      this.http.get(`${process.env.PICKS_URL}/for/${user}`, { timeout: 2_000 }).pipe(
        catchError(() => of({ data: [] })),
      ),
    );
    return answer.data;
  }
}
