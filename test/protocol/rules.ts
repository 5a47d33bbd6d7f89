/** One rule of the xDS protocol for servers. */
export interface Rule {
  readonly rule: string;
  readonly says: string;
  /** Why there is no test of ours with the rule's number: what we do not do, or what there is nothing to do about. */
  readonly without?: string;
}

const noTtl = 'Nothing that xdsim serves expires, so no resource has a time to live.';
const onlyThese =
  'xdsim serves clusters, endpoints, listeners, routes and secrets; a type it does not serve is answered as empty.';

/** The rules that docs/protocol.md lists. */
export const rules: readonly Rule[] = [
  { rule: '1', says: 'The first request of a stream says who the client is, for the whole stream.' },
  { rule: '2', says: 'A stream that does not say who it is ends with INVALID_ARGUMENT; the others go on.' },
  {
    rule: '3',
    says: 'Every response has a nonce of its own; an answer belongs to the response of its type.',
  },
  {
    rule: '4',
    says: 'What is a first request is known from the stream alone, whatever nonce and version it carries.',
  },
  { rule: '5', says: 'A state-of-the-world request with an old nonce is not answered.' },
  { rule: '6', says: 'The names in a stale request count nevertheless.' },
  { rule: '7', says: 'On delta a nonce never keeps a subscription from counting.' },
  { rule: '8', says: 'A delta request without a nonce is no ACK.' },
  { rule: '9', says: 'An error makes a NACK, and nothing else does.' },
  { rule: '10', says: 'A NACK may change the subscription.' },
  { rule: '11', says: 'Versions follow from content: equal on every server and after a restart.' },
  {
    rule: '12',
    says: 'A client that reconnects is answered when it asks by name, whatever version it says.',
  },
  { rule: '13', says: 'Nothing is sent when nothing has changed for this client.' },
  { rule: '14', says: 'Of several requests before an answer the last one counts.' },
  { rule: '15', says: 'An ACK is not answered.' },
  {
    rule: '16',
    says: 'What was rejected is not sent again until it changes, but for once in parts where the client named nothing.',
  },
  { rule: '17', says: 'No name stands twice in a response.' },
  {
    rule: '18',
    says: 'A type that is not served leaves the stream as it is; a missing type URL ends it, but where the service says it.',
  },
  { rule: '19', says: 'Every response says which server it comes from.' },
  {
    rule: '20',
    says: 'Types have their own versions, nonces and answers, and never wait for each other without end.',
  },
  { rule: '21', says: 'The name * asks for everything, alone or with names.' },
  { rule: '22', says: 'A first request without names asks for everything, of types that have this.' },
  { rule: '23', says: 'After a list with names an empty one asks for nothing.' },
  { rule: '24', says: 'A state-of-the-world request lists all that is wanted.' },
  { rule: '25', says: 'On delta names come on top of the wildcard, and go without it.' },
  { rule: '26', says: 'The legacy wildcard can be switched off for each type.' },
  { rule: '27', says: 'What is asked for anew is sent, unchanged or not.' },
  { rule: '28', says: 'On delta what is subscribed again is sent again.' },
  { rule: '29', says: 'To unsubscribe from what was never asked for is harmless.' },
  { rule: '30', says: 'To unsubscribe is not answered.' },
  { rule: '31', says: 'A name that leaves while the wildcard stays is answered.' },
  { rule: '32', says: 'A name in both lists is unsubscribed.' },
  { rule: '33', says: 'A name that does not exist is remembered, and sent when it comes into being.' },
  { rule: '34', says: 'What was not asked for is not sent.' },
  { rule: '35', says: 'Names may come one by one or together.' },
  {
    rule: '36',
    says: 'A delta resource may have aliases.',
    without: 'Only virtual hosts on demand have them, which xdsim does not serve.',
  },
  {
    rule: '37',
    says: 'Names may be xdstp:// URIs.',
    without: 'xdsim gives its resources Istio’s names, and no proxy can ask for others.',
  },
  { rule: '38', says: 'Fields that a server does not know do no harm.' },
  {
    rule: '39',
    says: 'Clusters and listeners are always sent whole, and never before the content is complete.',
  },
  {
    rule: '40',
    says: 'Of endpoints, routes and secrets a response may hold a part, and absence says nothing.',
  },
  { rule: '41', says: 'On delta what goes is removed by name.' },
  { rule: '42', says: 'No name is both sent and removed in one response.' },
  { rule: '43', says: 'Every delta resource has a name and a version.' },
  { rule: '44', says: 'On delta a name that does not exist is removed at once, and remembered.' },
  { rule: '44b', says: 'With that answer Envoy takes a cluster into use, without hosts.' },
  { rule: '45', says: 'Endpoints that do not exist are answered with an empty assignment.' },
  { rule: '46', says: 'After its cluster was sent an assignment is sent again.' },
  { rule: '47', says: 'A request that only repeats itself is answered if its cluster was just sent.' },
  { rule: '48', says: 'On delta that happens without being asked for.' },
  {
    rule: '49',
    says: 'What refers to a secret waits for it, and for one that does not exist nobody else does.',
  },
  { rule: '50', says: 'New clusters are ready before anything leads to them.' },
  { rule: '51', says: 'A cluster goes when nothing leads to it any more.' },
  { rule: '52', says: 'Rejected listeners do not keep routes back.' },
  {
    rule: '53',
    says: 'One stream carries all types, in the order in which the server wants them; several have no common order, and no cluster warms for ever.',
  },
  { rule: '54', says: 'A client may ask in any order, and by name only.' },
  { rule: '55', says: 'A client that asks for less than there is gets what it asks for.' },
  { rule: '56', says: 'A resource is what its type URL and its name say.' },
  { rule: '57', says: 'What a proxy may accept is not decided by the server’s idea of what is valid.' },
  { rule: '58', says: 'A resource is sent whole.' },
  {
    rule: '59',
    says: 'On delta a client that says what it holds gets what differs, and what is gone is removed.',
  },
  { rule: '60', says: 'The wildcard and the names held from before are not mixed up.' },
  { rule: '61', says: 'The first request for everything is answered, and be it with nothing.' },
  { rule: '62', says: 'Streams of one node id are independent.' },
  { rule: '63', says: 'A time to live is for clients that know it.', without: noTtl },
  { rule: '64', says: 'A heartbeat renews a time to live.', without: noTtl },
  {
    rule: '65',
    says: 'Virtual hosts and clusters may be asked for on demand.',
    without: 'Virtual hosts are not: the routes that xdsim makes hold all of theirs.',
  },
  {
    rule: '66',
    says: 'Resources may be fetched by REST.',
    without:
      'Envoy of today prefers streams, and REST has neither order nor delta. The Fetch methods answer UNIMPLEMENTED.',
  },
  {
    rule: '67',
    says: 'Load reports and client status are services of their own.',
    without:
      'Client status is served. No configuration that xdsim makes asks Envoy for load reports, so they are not.',
  },
  { rule: '68', says: 'Everything is version 3, and says so.' },
  { rule: '69', says: 'Extension configuration goes with its parent.', without: onlyThese },
  { rule: '70', says: 'A client may be slow to answer.' },
  { rule: '71', says: 'A client comes back when its stream ends, and keeps what it has meanwhile.' },
  { rule: '72', says: 'A server may end a stream to begin anew.' },
  { rule: '73', says: 'An ACK does not say that a resource is in use.' },
  { rule: '74', says: 'When what was rejected is mended, all that came with it is sent again.' },
];
