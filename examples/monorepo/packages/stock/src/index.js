/** How many there are of an article. */
export async function ask(article) {
  const response = await fetch(`https://stock.example.com/${article}`, { signal: AbortSignal.timeout(1_000) });
  return { status: response.status, left: await response.text() };
}
