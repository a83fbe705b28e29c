import { describe, expect, it } from 'vitest'
import { playCase } from '../conformance/player'
import { tellStory } from './story'

describe('a random story', () => {
  it('is the same each time its seed is given, and another for another seed', () => {
    expect(tellStory(3)).toEqual(tellStory(3))
    expect(tellStory(4).steps).not.toEqual(tellStory(3).steps)
  })

  it('can be played as the case that it is, though chance has named its pods', () => {
    const story = tellStory(118)
    expect(JSON.stringify(story.steps)).toMatch(/"ready":"web-\w+-<r\d+>"/)
    expect(playCase(story, 9)).toHaveLength(story.steps.length)
  })
})
