// A doc comment from the first sentence of a .proto comment.

/** `indent` + a one-line doc comment + newline; empty if there is nothing to say. */
export function docComment(indent, fullName, comment, deprecated = false) {
  const parts = [fullName && `\`${fullName}\`.`, firstSentence(comment), deprecated && '@deprecated'];
  const text = parts.filter(Boolean).join(' ');
  return text ? `${indent}/** ${text} */\n` : '';
}

function firstSentence(comment) {
  const paragraph = (comment ?? '')
    .replace(/\[#[^\]]*\]/g, '') // notes to Envoy's own documentation tools
    .trim()
    .split(/\n\s*\n/)[0]
    .replace(/:ref:`([^<`]*?)\s*<[^`]*>`/g, '$1')
    .replace(/:\w+:`([^`]*)`/g, '$1')
    .replace(/`([^`<]*?)\s*<https?:[^`]*>`_+/g, '$1')
    .replace(/``/g, '`')
    .replace(/\s+/g, ' ')
    .replaceAll('*/', '* /')
    .trim();
  const end = paragraph.search(/[.:](?:\s|$)/);
  return end < 0 ? paragraph : `${paragraph.slice(0, end)}.`;
}
