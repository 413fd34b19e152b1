/** A module of its own: the elementary functions over whole arrays, for the tests that measure their errors. */
import { exp4, expm14, log1p4, log1pOfUnit4, log4, sigmoid4, tanh4 } from './math'
import { shareBelow4 } from './normal'

export function exp(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, exp4(v128.load(x)))
}

export function expm1(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, expm14(v128.load(x)))
}

export function log(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, log4(v128.load(x)))
}

export function log1p(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, log1p4(v128.load(x)))
}

export function log1pOfUnit(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, log1pOfUnit4(v128.load(x)))
}

export function tanh(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, tanh4(v128.load(x)))
}

export function sigmoid(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, sigmoid4(v128.load(x)))
}

export function shareBelow(x: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, x += 16, y += 16) v128.store(y, shareBelow4(v128.load(x)))
}
