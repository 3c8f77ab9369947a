export const DISPOSE_TITLES = {} as const;
export function disposeInFinally(): readonly never[] { return []; }
