/** The queue as the control socket offers it: ids may be shortened, the header is text. */
import type { Queue } from "../queue/queue.ts";
import type { Controls } from "./control-api.ts";

/** How many messages are looked through for the start of an id. */
const LOOKED_THROUGH = 10_000;

/** An id may be shortened to its first characters, if only one of the oldest 10 000 messages begins so. */
export function queueControls(queue: Queue): Pick<Controls, "list" | "show" | "order" | "retryAll"> {
  /** The whole id of the only message whose id begins so; `start` itself if there is none or several. */
  const wholeId = async (start: string): Promise<string> => {
    if (await queue.show(start)) return start;
    const found = (await queue.list({ limit: LOOKED_THROUGH })).filter(({ id }) => id.startsWith(start));
    return (found.length === 1 && found[0]?.id) || start;
  };
  return {
    list: (state, limit) => queue.list({ limit, ...(state === undefined ? {} : { state }) }),
    show: async (id) => {
      const detail = await queue.show(await wholeId(id));
      return detail && { ...detail, header: detail.header.toString("latin1") };
    },
    order: async (order, start) => {
      const id = await wholeId(start);
      return order === "hold" ? queue.hold(id, "held by hand") : queue[order](id);
    },
    retryAll: () => queue.retryAll(),
  };
}
