import { expect, test } from 'vitest'
import { releasePlaces } from '../../../../src/main/updates/places'

const places = { page: 'https://github.com/ada/backprop-lab/releases', latest: 'https://api.github.com/repos/ada/backprop-lab/releases/latest' }

test('a repository on GitHub says where its releases are, as npm writes it too', () => {
  const written = ['https://github.com/ada/backprop-lab', 'https://github.com/ada/backprop-lab/', 'git+https://github.com/ada/backprop-lab.git']
  for (const address of written) expect(releasePlaces(address), address).toEqual(places)
  expect(releasePlaces({ type: 'git', url: written[2] })).toEqual(places)
})

test('nothing else names a place', () => {
  const wrong = [
    'http://github.com/ada/backprop-lab',
    'https://github.com.evil.org/ada/backprop-lab',
    'https://github.com/ada',
    'https://github.com/ada/../evil',
    'https://github.com/ada/..',
    'https://github.com/ada/lab?x=1',
    'https://github.com/ada/lab/tree/main',
    'https://user@github.com/ada/lab',
    'file:///ada/lab',
    'javascript:https://github.com/ada/lab',
    'ada/lab',
    '',
  ]
  for (const address of wrong) expect(releasePlaces(address), address).toBeNull()
  for (const other of [undefined, null, 7, {}, { url: 7 }, ['https://github.com/ada/lab']]) expect(releasePlaces(other)).toBeNull()
})
