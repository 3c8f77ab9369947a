class Session {
  async send(text) {
    if (text === '') throw new Error('nothing to send');
    return text.length;
  }

  async [Symbol.asyncDispose]() {
    throw new Error('the other side is gone');
  }
}

async function publish(text) {
  const session = new Session();
  try {
    return await session.send(text);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}

/** What the caller is told. */
export async function told(text) {
  try {
    return await publish(text);
  } catch (error) {
    return [error.error ?? error, error.suppressed].filter(Boolean).map(({ message }) => message);
  }
}
