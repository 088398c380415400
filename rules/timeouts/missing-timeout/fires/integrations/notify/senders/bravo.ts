import axios from 'axios';

export const bravo = (text: string) => axios.post('https://api.bravo.example.com/messages', { text });
