import type { HttpRequest, HttpResponse } from '../client'
import { stamped } from '../store'
import type { ApiContext, Caller, ProxyTarget } from './context'
import { noProxy } from './errors'

/** Hands the request to the network; what the program behind it did is committed as its own act. */
export function proxied(context: ApiContext, caller: Caller, request: HttpRequest, target: ProxyTarget): HttpResponse {
  if (!context.proxy) throw noProxy()
  const { response, puts } = context.proxy(context.store.at(), target, request, context.clock())
  if (puts.length > 0)
    context.store.commit(
      { actor: caller.user, verb: 'proxy', object: `${target.kind}/${target.namespace}/${target.name}` },
      tx => {
        for (const object of puts) tx.put(stamped(object, tx.revision))
      },
    )
  return response
}
