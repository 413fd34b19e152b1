"""Prints the version of a library, and whether it multiplies matrices by the reference BLAS, which is there for its results and not for its speed.

Which BLAS a program got is decided when it starts: Linux lists the files that it has mapped. Elsewhere, and where the BLAS is part of the library
itself, as in the wheels of PyTorch, none is found that could be the reference.
"""
import importlib
import json
import os
import sys

module = importlib.import_module(sys.argv[1])
maps = '/proc/self/maps'
files = []
if os.path.exists(maps):
    with open(maps) as lines:
        files = [line.split()[-1].lower() for line in lines if 'blas' in line.lower() or 'mkl' in line.lower()]
fast = any(name in file for file in files for name in ('openblas', 'mkl', 'blis', 'atlas'))
print(json.dumps({'version': module.__version__, 'referenceBlas': bool(files) and not fast}))
