import { memo } from 'react'
import { classNames } from '../../ui'
import { identityClass } from '../model'
import { useGraphNode } from '../scene'
import { Card, CardName } from './card'

/** A Service: the names that lead to its pods, and their addresses. */
export const ServiceCard = memo(function ServiceCard({ id }: { readonly id: string }) {
  const service = useGraphNode(id, 'service')
  if (!service) return null
  return (
    <Card kind="service" target={service.target}>
      <span className="card__kind">Service</span>
      <CardName name={service.title} says={`Service ${service.title}, ${service.detail}`} />
      <p className="card__detail">{service.detail}</p>
      <ul className="addresses">
        {service.addresses.map(({ name, address, ordinal, isReady }) => (
          <li
            key={`${name} ${address}`}
            className={classNames('addresses__row', identityClass(ordinal), !isReady && 'is-unready')}
          >
            <span className="addresses__name">{name}</span>
            <span className="addresses__address">{isReady ? address : 'not ready'}</span>
          </li>
        ))}
        {service.omitted > 0 && <li className="addresses__more">and {service.omitted} more</li>}
        {service.addresses.length === 0 && <li className="addresses__more">leads nowhere yet</li>}
      </ul>
    </Card>
  )
})
