/** How deep messages may be nested; protobuf's own readers stop at the same depth. */
export const maxDepth = 100;

/** What an error says about messages nested deeper. */
export const tooDeep = `nested deeper than ${maxDepth} messages`;
