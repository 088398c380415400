import axios from 'axios';

export const carol = (text: string) => axios.post('https://api.carol.example.com/messages', { text });
