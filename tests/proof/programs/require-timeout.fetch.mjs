export async function load() {
  const response = await fetch(process.env.UPSTREAM);
  return response.text();
}
