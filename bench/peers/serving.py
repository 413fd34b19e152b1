"""What the Python peers share: MNIST as arrays, and the line over which the bench asks for measurements.

The bench writes one JSON object a line: {"do": "prepare", "id": ..., "job": ...} once a job, then {"do": "run", "id": ...} once a round.
Each is answered by one line: {"seconds": ..., "setting": ...} or {"error": ...}.
"""
import gzip
import json
import os
import sys
import traceback

import numpy


def read_idx(folder, name):
    """The bytes of an IDX file, plain or packed, in their shape."""
    path = os.path.join(folder, name)
    with open(path, 'rb') if os.path.exists(path) else gzip.open(path + '.gz', 'rb') as file:
        content = file.read()
    dimensions = content[3]
    shape = numpy.frombuffer(content, '>u4', dimensions, 4)
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


def read_training_images(folder):
    """Images (60000, 784) as float32 from 0 to 1, and labels (60000,)."""
    images = read_idx(folder, 'train-images-idx3-ubyte')
    labels = read_idx(folder, 'train-labels-idx1-ubyte')
    return images.reshape(len(images), -1).astype(numpy.float32) / 255, labels.astype(numpy.int64)


def serve(prepare):
    """Answers until the bench closes the line. `prepare(job)` gives (run, seconds of a run, setting in words); run() gives seconds."""
    runs = {}
    # What a library prints must not get between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request['do'] == 'prepare':
                run, seconds, setting = prepare(request['job'])
                runs[request['id']] = run
                answer = {'seconds': seconds, 'setting': setting}
            else:
                answer = {'seconds': runs[request['id']]()}
        except Exception:
            answer = {'error': traceback.format_exc()}
        answers.write(json.dumps(answer) + '\n')
        answers.flush()
