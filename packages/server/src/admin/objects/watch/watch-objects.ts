import {
  concat,
  defer,
  EMPTY,
  filter,
  interval,
  map,
  merge,
  NEVER,
  of,
  type Observable,
  takeUntil,
  timer,
} from 'rxjs';
import type { AdminState } from '../../admin-state.js';
import { json, type Answer, type LiveAnswer } from '../../http/answer.js';
import { isSet, type AdminRequest } from '../../http/request.js';
import { badRequest, expired } from '../failure.js';
import { present } from '../present.js';
import { readVersion } from '../read-version.js';
import { readSelection } from '../selection.js';
import { sortedObjects } from '../sorted-objects.js';
import type { Collection } from '../target.js';
import { bookmark, type Event, eventsOf, type Watched } from './event.js';

/** What is to be told at once. */
type Events$ = Observable<readonly Event[]>;

type State = Pick<AdminState, 'history' | 'registry'>;

/** How often those who ask for it are told how far things are, while nothing happens to what they watch (Kubernetes). */
const BOOKMARK_MS = 60_000;

/** Beyond this a client has to ask again. */
const LONGEST_S = 86_400;

/**
 * Tells of each change of the selected objects, an event a line. Those that are there come first, unless
 * `resourceVersion` says that the client knows them.
 */
export function watchObjects(
  { query }: AdminRequest,
  state: State,
  collection: Collection,
): Answer | LiveAnswer {
  const selection = readSelection(query);
  if (selection.failure) return selection.failure;
  const version = readVersion(query);
  if (version.failure) return version.failure;
  const seconds = readSeconds(query);
  if (seconds === undefined) return badRequest('timeoutSeconds is a whole number of seconds');
  const watched = { ...collection, selection };
  const wantsBookmarks = isSet(query, 'allowWatchBookmarks');
  const wantsAll = isSet(query, 'sendInitialEvents');
  const { generation } = version;
  const events$ =
    generation === 0 || wantsAll
      ? allEvents(state, watched, wantsAll && wantsBookmarks)
      : laterEvents(state, watched, generation);
  // Kubernetes: the error is an event as well.
  if (!events$) return json(200, { type: 'ERROR', object: expired(generation) });
  const bookmarks$ = wantsBookmarks
    ? interval(BOOKMARK_MS).pipe(map(() => [bookmark(watched, state.registry.snapshot().generation)]))
    : NEVER;
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body$: merge(events$, bookmarks$).pipe(
      takeUntil(timer(seconds * 1000)),
      filter((events) => events.length > 0),
      map((events) => events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    ),
  };
}

/** What is there, and then what becomes of it. */
const allEvents = (state: State, watched: Watched, marksEnd: boolean): Events$ =>
  defer(() => {
    const { registry } = state;
    const snapshot = registry.snapshot();
    const { apiVersion } = watched.resource;
    const there = sortedObjects(snapshot, watched, watched.selection).map((object): Event => ({
      type: 'ADDED',
      object: present(object, registry, apiVersion),
    }));
    const end = marksEnd ? [bookmark(watched, snapshot.generation, true)] : [];
    return concat(of([...there, ...end]), laterEvents(state, watched, snapshot.generation) ?? EMPTY);
  });

/** What became of the objects since a generation; undefined when nobody remembers. */
const laterEvents = ({ history }: State, watched: Watched, generation: number): Events$ | undefined =>
  history.since(generation)?.pipe(map((step) => eventsOf(step, watched)));

/** Kubernetes: who does not say how long is hung up on after half an hour or more, so that not all come back at once. */
function readSeconds(query: URLSearchParams): number | undefined {
  const text = query.get('timeoutSeconds') ?? '0';
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const seconds = Number(text);
  return seconds === 0 ? 1800 + Math.random() * 1800 : Math.min(seconds, LONGEST_S);
}
