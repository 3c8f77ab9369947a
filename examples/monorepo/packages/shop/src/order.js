import { ask } from '@shop/stock';

export async function isThere(article) {
  const answer = await ask(article);
  return answer.status === 200;
}
