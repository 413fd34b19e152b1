"""Makes the models of this folder with PyTorch (1.13 of Debian 12: apt install python3-torch), as its users export theirs.

Run it in this folder: python3 make.py. Each model has its inputs and PyTorch's outputs in expected.json.
"""
import json
import struct

import torch
from torch import nn

torch.manual_seed(1)
expected = {}


def save(name, model, inputs, opset=13, **options):
    model = model.eval()
    torch.onnx.export(
        model, inputs, f"{name}.onnx", opset_version=opset, input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, **options
    )
    note(f"{name}.onnx", model, inputs)


def note(file, model, inputs):
    with torch.no_grad():
        outputs = model(inputs)
    flat = inputs.reshape(inputs.shape[0], -1)
    # Bytes over 255 need no more digits.
    digits = 6 if flat.shape[1] == 784 else 17
    expected[file] = {"inputs": [[round(v, digits) for v in row] for row in flat.tolist()], "outputs": outputs.tolist()}


def save_state(name, model):
    """As the package safetensors writes a state_dict: by type, then by name."""
    types = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}
    sizes = {"F32": "f", "F64": "d", "I64": "q"}
    tensors = sorted(model.state_dict().items(), key=lambda item: (types[item[1].dtype] == "F32", item[0]))
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, tensor in tensors:
        kind = types[tensor.dtype]
        values = struct.pack(f"<{tensor.numel()}{sizes[kind]}", *tensor.flatten().tolist())
        header[key] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(f"{name}.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def points(rows, columns=2):
    return torch.round(torch.randn(rows, columns) * 1000) / 1000


def randomise(model):
    """Running statistics as training would leave them."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.normal_()
            module.bias.data.normal_()
    return model


class Digits(nn.Module):
    """Images in, scaled as the tutorials do, made flat by a view."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 8)
        self.fc2 = nn.Linear(8, 10)

    def forward(self, x):
        x = (x - 0.1307) / 0.3081
        return torch.log_softmax(self.fc2(torch.relu(self.fc1(x.view(-1, 784)))), dim=1)


class Multiplied(nn.Module):
    """A number for each feature, a product without Gemm, a bias added, a transposed weight."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.5, -1.0]))
        self.register_buffer("deviation", torch.tensor([2.0, 0.25]))
        self.first = nn.Parameter(torch.randn(2, 5))
        self.bias = nn.Parameter(torch.randn(5))
        self.second = nn.Parameter(torch.randn(3, 5))

    def forward(self, x):
        x = (x - self.mean) / self.deviation
        return torch.tanh(x @ self.first + self.bias) @ self.second.t()


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)

    def forward(self, x):
        return x + torch.relu(self.first(x))


images = torch.round(torch.rand(2, 1, 28, 28) * 255) / 255
save("flatten", nn.Sequential(nn.Flatten(), nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10)), images)
save("view", Digits(), images)
activations = [nn.ReLU(), nn.GELU(), nn.SiLU(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.Tanh(), nn.Sigmoid(), nn.Softplus(), nn.Softplus(2.5)]
for opset in (9, 13, 17):
    layers = [layer for activation in activations for layer in (nn.Linear(4, 4), activation)]
    save(f"activations-{opset}", nn.Sequential(nn.Linear(2, 4), *layers[1:], nn.Linear(4, 3)), points(4), opset)
save("normalised", randomise(nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 3), nn.Softmax(1))), points(4))
save("multiplied", Multiplied(), points(4))
save("pair", nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid()), points(4))
save("float64", nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2)).double(), points(4).double())
save("convolution", nn.Sequential(nn.Conv2d(1, 1, 3), nn.ReLU(), nn.Flatten(), nn.Linear(676, 10)), images)
save("residual", Residual(), points(4))

state = randomise(nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), *[layer for _ in range(4) for layer in (nn.Linear(6, 6), nn.ReLU())], nn.Linear(6, 3)))
save_state("state", state)
note("state.safetensors", state.eval(), points(4))

with open("expected.json", "w") as file:
    json.dump(expected, file)
