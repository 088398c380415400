import axios from 'axios';

export const alpha = (text: string) => axios.post('https://api.alpha.example.com/messages', { text });  // expect: missing-timeout error
