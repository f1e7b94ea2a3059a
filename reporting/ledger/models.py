"""The log's rows: leaves, the hashes of complete subtrees, and signed checkpoints. Rows are added, never changed or removed."""

from django.db import models
from django.db.models import Q

from reporting.handling import Handling


class Leaf(models.Model):
    """32 bytes that tell nothing by themselves. Without an index it is promised and waits for its place."""

    handling = Handling(open=("value", "index"), inside=("id",))

    value = models.BinaryField(max_length=32)
    index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="leaf_index_is_not_negative", condition=Q(index=None) | Q(index__gte=0))]
        indexes = [models.Index(name="leaf_waits_for_its_place", fields=["id"], condition=Q(index=None))]


class Node(models.Model):
    """The hash of a complete subtree of 2**level leaves, level 1 and above; level 0 is computed from the leaf."""

    handling = Handling(open=("level", "index", "hash"), inside=("id",))

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="node_has_one_hash", fields=["level", "index"]),
            models.CheckConstraint(name="node_stands_above_the_leaves", condition=Q(level__gte=1, index__gte=0)),
        ]


class Checkpoint(models.Model):
    """A size of the log, its root, and the signed note that says so. The hour only, so that it tells no reporter's minute."""

    handling = Handling(open=("size", "root", "note"), inside=("id", "made_at"))

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="checkpoint_has_leaves", condition=Q(size__gte=1))]
