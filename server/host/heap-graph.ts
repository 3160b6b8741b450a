/**
 * Which objects nothing refers to any more, though we hold them: finalisers get the object that has become garbage, and JavaScript's own weak references
 * would only tell that it was gone. V8 shows the whole graph of its heap, local variables and closures included, in a heap snapshot; what cannot be
 * reached from its roots but through us is garbage.
 *
 * A snapshot stops the process for some tenths of a second.
 */
import { getHeapSnapshot } from "node:v8";

/** The only thing that holds the objects while the snapshot is taken; it is found by the name of its class. */
class HeldForSnapshot {
  readonly objects: object[];
  constructor(objects: object[]) {
    this.objects = objects;
  }
}

/** The parts of a heap snapshot that we read (the format is that of Chrome's developer tools). */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** Takes out of `objects` those that only `objects` holds, and gives them, in the same order. Collects garbage. */
export function takeUnreachable(objects: object[]): object[] {
  const held = new HeldForSnapshot(objects.splice(0));
  const alive = reachable(readSnapshot());
  const gone: object[] = [];
  for (const [at, object] of held.objects.entries()) (alive.has(at) ? objects : gone).push(object);
  return gone;
}

function readSnapshot(): Snapshot {
  const stream = getHeapSnapshot();
  const pieces: Buffer[] = [];
  // All of it is there at once.
  for (let piece: unknown = stream.read(); piece !== null; piece = stream.read()) if (piece instanceof Buffer) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString("latin1")) as Snapshot; // V8 keeps to its format
}

/** Which elements of the held array can be reached. */
function reachable(snapshot: Snapshot): Set<number> {
  const graph = new Graph(snapshot);
  const held = graph.named(HeldForSnapshot.name);
  const list = graph.property(held, "objects");
  const elements = graph.elements(list);
  const marked = graph.markFromRoot(new Set([held, list]));
  return new Set([...elements].filter(([, node]) => marked[node] === 1).map(([at]) => at));
}

class Graph {
  readonly #nodes: readonly number[];
  readonly #edges: readonly number[];
  readonly #strings: readonly string[];
  readonly #nodeSize: number;
  readonly #edgeSize: number;
  readonly #count: number;
  readonly #nameField: number;
  readonly #idField: number;
  readonly #types: {
    readonly object: number;
    readonly weak: number;
    readonly internal: number;
    readonly element: number;
    readonly property: number;
  };
  /** The first edge of each node, and the end of the last node's. */
  readonly #firstEdge: Uint32Array;

  constructor({ snapshot: { meta }, nodes, edges, strings }: Snapshot) {
    this.#nodes = nodes;
    this.#edges = edges;
    this.#strings = strings;
    this.#nodeSize = meta.node_fields.length;
    this.#edgeSize = meta.edge_fields.length;
    this.#count = nodes.length / this.#nodeSize;
    this.#nameField = meta.node_fields.indexOf("name");
    this.#idField = meta.node_fields.indexOf("id");
    const edgeType = (name: string): number => meta.edge_types[0].indexOf(name);
    this.#types = {
      object: meta.node_types[0].indexOf("object"),
      weak: edgeType("weak"),
      internal: edgeType("internal"),
      element: edgeType("element"),
      property: edgeType("property"),
    };
    const edgeCount = meta.node_fields.indexOf("edge_count");
    this.#firstEdge = new Uint32Array(this.#count + 1);
    for (let node = 0, edge = 0; node < this.#count; node++) {
      edge += nodes[node * this.#nodeSize + edgeCount] ?? 0;
      this.#firstEdge[node + 1] = edge;
    }
  }

  /** The object of a class. */
  named(name: string): number {
    for (let node = 0; node < this.#count; node++) {
      const at = node * this.#nodeSize;
      if (this.#nodes[at] === this.#types.object && this.#strings[this.#nodes[at + this.#nameField] ?? 0] === name) return node;
    }
    throw new Error(`the heap snapshot does not show the ${name}`);
  }

  property(node: number, name: string): number {
    for (const edge of this.#edgesOf(node)) {
      if (edge.type === this.#types.property && this.#strings[edge.nameOrIndex] === name) return edge.to;
    }
    throw new Error(`the heap snapshot does not show the property ${name}`);
  }

  /** The elements of an array, by their index. */
  elements(node: number): Map<number, number> {
    const elements = new Map<number, number>();
    for (const edge of this.#edgesOf(node)) if (edge.type === this.#types.element) elements.set(edge.nameOrIndex, edge.to);
    return elements;
  }

  *#edgesOf(node: number): Generator<{ readonly type: number; readonly nameOrIndex: number; readonly to: number }> {
    for (let edge = this.#firstEdge[node] ?? 0; edge < (this.#firstEdge[node + 1] ?? 0); edge++) {
      const at = edge * this.#edgeSize;
      yield {
        type: this.#edges[at] ?? 0,
        nameOrIndex: this.#edges[at + 1] ?? 0,
        to: (this.#edges[at + 2] ?? 0) / this.#nodeSize,
      };
    }
  }

  /** 1 for each node that strong references lead to from the root, not through the nodes in `closed`. */
  markFromRoot(closed: ReadonlySet<number>): Uint8Array {
    const marked = new Uint8Array(this.#count);
    const waiting = [0];
    marked[0] = 1;
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (closed.has(node)) continue;
      const end = this.#firstEdge[node + 1] ?? 0;
      for (let edge = this.#firstEdge[node] ?? 0; edge < end; edge++) {
        const at = edge * this.#edgeSize;
        const to = (this.#edges[at + 2] ?? 0) / this.#nodeSize;
        if (marked[to] === 1 || !this.#strong(node, at)) continue;
        marked[to] = 1;
        waiting.push(to);
      }
    }
    return marked;
  }

  /** A WeakMap's own reference to a value does not count: the key's does. */
  #strong(from: number, edge: number): boolean {
    const type = this.#edges[edge];
    if (type === this.#types.weak) return false;
    if (type !== this.#types.internal) return true;
    const name = this.#strings[this.#edges[edge + 1] ?? 0];
    return name === undefined || !name.endsWith(`pair in WeakMap (table @${this.#nodes[from * this.#nodeSize + this.#idField]})`);
  }
}
