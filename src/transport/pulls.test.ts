import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from '../client'
import { Pulls } from './pulls'

/** A log of words; a request says how many of them it has seen, and which word it waits for. */
class Words {
  readonly words: string[] = []
  asked = 0

  revision = () => this.words.length

  handle = ({ path }: HttpRequest): HttpResponse => {
    this.asked++
    const [, from = '0', wanted] = path.split('/')
    const body = this.words.slice(Number(from)).filter(word => word === wanted)
    if (wanted === 'gone') return { code: 200, contentType: 'application/json', body: [] }
    return { code: 200, contentType: 'application/json', body, next: `/${this.words.length}/${wanted}` }
  }
}

function pulls() {
  const words = new Words()
  const told: (readonly [id: number, body: unknown])[] = []
  const waiting = new Pulls(words, (id, { body }) => told.push([id, body]))
  const say = (...said: string[]) => {
    words.words.push(...said)
    waiting.wake()
  }
  return { words, told, waiting, say }
}

const get = (path: string): HttpRequest => ({ method: 'GET', path })

describe('requests that wait', () => {
  test('are answered at once where there is something to tell, else when there is', () => {
    const { waiting, told, say } = pulls()
    say('a')
    waiting.add(1, get('/0/a'))
    expect(told).toEqual([[1, ['a']]])
    waiting.add(2, get('/1/a'))
    say('b')
    expect(told).toHaveLength(1)
    say('a')
    expect(told.slice(1)).toEqual([[2, ['a']]])
  })

  test('are answered when there is nothing more to come', () => {
    const { waiting, told } = pulls()
    waiting.add(1, get('/0/gone'))
    expect(told).toEqual([[1, []]])
  })

  test('that are called off are never answered', () => {
    const { waiting, told, say } = pulls()
    waiting.add(1, get('/0/a'))
    waiting.cancel(1)
    say('a')
    expect(told).toEqual([])
  })

  test('for the same are asked once for all, each time something happens', () => {
    const { words, waiting, told, say } = pulls()
    for (let id = 0; id < 100; id++) waiting.add(id, get('/0/a'))
    expect(words.asked).toBe(1)
    say('b')
    say('a')
    expect(words.asked).toBe(3)
    expect(told).toHaveLength(100)
    for (let id = 0; id < 100; id++) waiting.add(id, get('/2/a'))
    expect(words.asked).toBe(4)
  })
})
