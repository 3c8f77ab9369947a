export async function isUp() {
  const response = await fetch(process.env.UPSTREAM);
  return response.ok;
}
