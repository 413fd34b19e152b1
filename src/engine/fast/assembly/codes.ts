/** The numbers by which the engine names an activation to its kernels. Both compilers read this file: no types of either. */
export const IDENTITY = 0
export const RELU = 1
export const LEAKY_RELU = 2
export const ELU = 3
export const GELU_ERF = 4
export const GELU_TANH = 5
export const SILU = 6
export const SIGMOID = 7
export const TANH = 8
export const SOFTPLUS = 9
