import { describe, expect, it } from 'vitest'
import {
  configKeyProblems,
  environmentNameProblems,
  labelProblems,
  labelValueProblems,
  nameProblems,
  pathSegmentProblems,
  portNameProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from './names'

const long = 'a'.repeat(64)

describe('names', () => {
  it.each(['a', 'web-0', '0', 'a'.repeat(63)])('%s is a label', name => expect(labelProblems(name)).toEqual([]))

  it('a label that would be a subdomain is told so', () => {
    expect(labelProblems('a.b')).toEqual(['must not contain dots'])
  })

  it('a label that is both too long and ill-formed has two problems', () => {
    expect(labelProblems(`${long}_`)).toHaveLength(2)
    expect(labelProblems(long)).toEqual(['must be no more than 63 characters'])
  })

  it.each(['A', '-a', 'a-', 'a..b', 'a_b', ''])('%s is no subdomain', name => {
    expect(subdomainProblems(name)).toHaveLength(1)
  })

  it('parts of a key are told apart', () => {
    expect(qualifiedNameProblems('example.com/Name_1.x')).toEqual([])
    expect(qualifiedNameProblems('/a')).toEqual(['prefix part must be non-empty'])
    expect(qualifiedNameProblems(`Example.com/${long}`)).toEqual([
      expect.stringMatching(/^prefix part a lowercase RFC 1123 subdomain/),
      'name part must be no more than 63 bytes',
    ])
    expect(qualifiedNameProblems('a/b/c')).toEqual([expect.stringMatching(/^a valid label key must consist of/)])
  })

  it('a label value may be empty', () => {
    expect(labelValueProblems('')).toEqual([])
    expect(labelValueProblems('-')).toHaveLength(1)
  })

  it('a generated name may end in the dash before its suffix', () => {
    expect(nameProblems('label', 'web-', true)).toEqual([])
    expect(nameProblems('label', 'web-')).toHaveLength(1)
    expect(nameProblems('path', '..', true)).toEqual([])
  })

  it('a path segment is nearly free', () => {
    expect(pathSegmentProblems('A_.b')).toEqual([])
    expect(pathSegmentProblems('a/b%')).toEqual(["may not contain '/'", "may not contain '%'"])
    expect(pathSegmentProblems('..')).toEqual(["may not be '..'"])
  })

  it('keys of config maps cannot look like a parent folder', () => {
    expect(configKeyProblems('a.b_C')).toEqual([])
    expect(configKeyProblems('..a')).toEqual(["must not start with '..'"])
    expect(configKeyProblems('a b')).toHaveLength(1)
  })

  it('port names and variable names have their own rules', () => {
    expect(portNameProblems('http-2')).toEqual([])
    expect(portNameProblems('-80')).toEqual([
      'must contain at least one letter (a-z)',
      'must not begin or end with a hyphen',
    ])
    expect(environmentNameProblems('1 A')).toEqual([])
    expect(environmentNameProblems('A=B')).toHaveLength(1)
  })
})
